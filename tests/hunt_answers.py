"""A small project with a bug, and what a hunter would say of it."""

from __future__ import annotations

from pathlib import Path

HUNTER = "You hunt for a bug"  # how the hunter's prompt begins
COMPLAINT = "It says 13 where it should be 12."

BUGGY = """def total(prices):
    result = 1
    for price in prices:
        result += price
    return result
"""
TEST = """from shop.cart import total


def test_more_is_more():
    assert total([2, 3]) > total([2])
"""
SHOWS = """from shop.cart import total

assert total([5, 7]) == 12, f"total([5, 7]) is {total([5, 7])}, not 12"
"""
FIX = """shop/cart.py
```edit
<<<<<<< SEARCH
    result = 1
=======
    result = 0
>>>>>>> REPLACE
```
"""


def project(root: Path) -> Path:
    """The folder of a program that adds one too many."""
    (root / "shop").mkdir(parents=True)
    (root / "shop" / "__init__.py").write_text("")
    (root / "shop" / "cart.py").write_text(BUGGY)
    (root / "test_cart.py").write_text(TEST)
    (root / "README.md").write_text("# Shop\n\nAdds up prices.\n")
    return root


def report(
    shows: str = SHOWS, fix: str = FIX, tests: str = "python -m pytest -q", language: str = "python"
) -> str:
    fixing = f"FIX:\n{fix}" if fix else ""
    return f"""SAYS: I know what it is.
WRONG: The sum starts at one instead of zero, so every total is one too high.
WHERE: shop/cart.py:2
WHY: `result` starts at 1.
SHOWS:
```{language}
{shows}```
{fixing}
TESTS: {tests}
"""


LOOK = "SAYS: I look at how the total is added up.\nLOOK shop/cart.py 1-40"
PROBE = "SAYS: I add up two prices.\n```python\nfrom shop.cart import total\nprint(total([5, 7]))\n```"
NOT_FOUND = "SAYS: I found no bug behind this.\nNOT FOUND: The total of 5 and 7 is 12, as it should be."
