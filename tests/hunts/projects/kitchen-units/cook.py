import sys

from convert import convert

if __name__ == "__main__":
    *texts, to = sys.argv[1:]
    for text in texts:
        try:
            print(convert(text, to))
        except ValueError as error:
            print(error, file=sys.stderr)
            sys.exit(1)
