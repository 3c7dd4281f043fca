"""The projects have tests of their own, which are theirs."""

collect_ignore = ["projects"]
