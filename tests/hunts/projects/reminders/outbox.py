class Outbox:
    def __init__(self):
        self.sent = []

    def send(self, address, text):
        self.sent.append((address, text))
