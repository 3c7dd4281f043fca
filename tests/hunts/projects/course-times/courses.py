import json
import sys
from pathlib import Path

from calendar_of import evenings
from course import course_of


def page(courses):
    lines = []
    for course in courses:
        lines.append(course.name)
        lines += [f"  {begins:%a %d %b, %H:%M}" for begins in evenings(course)]
    return "\n".join(lines)


if __name__ == "__main__":
    print(page([course_of(said) for said in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))]))
