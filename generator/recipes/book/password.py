"""Makes passwords from a source of randomness that is meant for secrets."""

import secrets
import string

import pandas as pd

LENGTH = 16
COUNT = 1
LETTERS = True
DIGITS = True
SYMBOLS = True
EASY_TO_READ = False  # without signs that look alike: 0 O o 1 l I |

ALIKE = "0Oo1lI|"


def sets():
    kinds = [
        (LETTERS, string.ascii_lowercase),
        (LETTERS, string.ascii_uppercase),
        (DIGITS, string.digits),
        (SYMBOLS, "!#$%&*+-=?@_^~"),
    ]
    chosen = [
        "".join(sign for sign in signs if not (EASY_TO_READ and sign in ALIKE))
        for wanted, signs in kinds
        if wanted
    ]
    if not chosen:
        raise ValueError("A password needs letters, digits or symbols. Choose at least one of them.")
    if len(chosen) > LENGTH:
        raise ValueError(
            f"A password of these kinds of signs needs at least {len(chosen)} of them. Make it longer."
        )
    return chosen


def password(kinds):
    everything = "".join(kinds)
    while True:
        signs = [secrets.choice(everything) for _ in range(LENGTH)]
        if all(any(sign in kind for sign in signs) for kind in kinds):
            return "".join(signs)


def main():
    if not 1 <= LENGTH <= 256 or not 1 <= COUNT <= 1000:
        raise ValueError("The length must be from 1 to 256, the number of passwords from 1 to 1,000.")
    kinds = sets()
    made = [password(kinds) for _ in range(COUNT)]
    if COUNT == 1:
        print(made[0])
    else:
        display(pd.DataFrame({"Password": made}))
    print(f"Each of {LENGTH} signs is drawn at random from {len(''.join(kinds))}.")


main()
