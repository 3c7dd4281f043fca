import heapq
import itertools


class Clock:
    def __init__(self):
        self._waiting, self._number = [], itertools.count()

    def at(self, time, work):
        """`work()` is called when `time` ("08:00") has come; first come, first served."""
        heapq.heappush(self._waiting, (time, next(self._number), work))

    def run_until(self, time):
        while self._waiting and self._waiting[0][0] <= time:
            heapq.heappop(self._waiting)[2]()
