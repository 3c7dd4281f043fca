from planner.planner import Planner

__all__ = ["Planner"]
