"""Which distribution an import means, and what is no name of a package."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sandbox.packages import names
from sandbox.packages.names import BadPackage, Wanted, check_distribution, curated, wanted

TOP = Path(__file__).parents[2]
PYTHON = TOP / ".venv-sandbox" / "bin" / "python"
OTHERS = {  # imports whose own name is no distribution, or another one
    "sklearn": "scikit-learn",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python-headless",
    "PIL": "pillow",
    "yaml": "pyyaml",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "pptx": "python-pptx",
    "fitz": "pymupdf",
    "serial": "pyserial",
    "usb": "pyusb",
    "Crypto": "pycryptodome",
    "dotenv": "python-dotenv",
    "jwt": "pyjwt",
    "attr": "attrs",
    "magic": "python-magic",
    "slugify": "python-slugify",
    "barcode": "python-barcode",
    "fpdf": "fpdf2",
    "odf": "odfpy",
    "community": "python-louvain",
    "umap": "umap-learn",
    "ffmpeg": "ffmpeg-python",
    "skimage": "scikit-image",
    "pdfminer": "pdfminer-six",
    "ruamel": "ruamel-yaml",
    "Levenshtein": "levenshtein",
    "markdown": "markdown",
}


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    return tomllib.loads(Path(names.__file__).with_name("curated.toml").read_text("utf-8"))


@pytest.mark.parametrize(("imported", "distribution"), OTHERS.items())
def test_an_import_is_not_taken_for_the_distribution_of_that_name(imported: str, distribution: str) -> None:
    assert wanted([imported], ()) == (Wanted(imported, distribution, known=True),)


def test_what_is_not_known_is_never_known() -> None:
    (found,) = wanted(["Nobody_Knows"], ())
    assert found == Wanted("Nobody_Knows", "nobody-knows", known=False)


def test_only_what_is_missing_is_wanted_once_and_in_order() -> None:
    imports = [
        "pyfiglet",
        "json",
        "pandas",
        "cv2",
        "pyfiglet",
        "__future__",
        "__main__",
        "_socket",
        "cgi",
        "imp",
    ]
    assert [one.imported for one in wanted(imports, {"pandas"})] == ["pyfiglet", "cv2"]
    assert wanted(["cv2", "os"], ["cv2"]) == ()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "two words",
        "a.b",
        "a-b",
        "1st",
        "oneoff",
        "x" * 101,
        "a\nb",
        "--index-url",
        "_own",
        "数据",
        "ａｂ",
        "../x",
    ],
)
def test_odd_imports_are_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(BadPackage) as raised:
        wanted(["pyfiglet", name], ())
    assert raised.value.sentence.endswith(".")
    assert "\n" not in raised.value.sentence
    assert len(raised.value.sentence) < 120
    assert raised.value.next_step


def test_a_name_that_many_share_is_refused() -> None:
    with pytest.raises(BadPackage, match='Many packages share the name "google"'):
        wanted(["google"], ())
    assert wanted(["google"], {"google"}) == ()


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("Faker", "faker"),
        ("ruamel.yaml", "ruamel-yaml"),
        ("a__b--c..d", "a-b-c-d"),
        ("x", "x"),
        ("7zip", "7zip"),
    ],
)
def test_plain_names_are_normalised(name: str, normal: str) -> None:
    assert check_distribution(name) == normal


@pytest.mark.parametrize(
    "name",
    [
        "",
        " pyfiglet",
        "pyfiglet\n",
        "-r",
        "--index-url=http://x.test",
        "pyfiglet --index-url http://x.test",
        "http://x.test/a.whl",
        "a @ http://x.test/a.whl",
        "git+https://x.test/a",
        "./a",
        "/tmp/a.whl",
        "..",
        "a/b",
        "a\\b",
        "a==1.0",
        "a>1",
        "a[extra]",
        "a;python_version>'3'",
        "a,b",
        "$(id)",
        "`id`",
        "a\x00b",
        "pуfiglet",  # the second letter is Cyrillic
        "a" * 101,
        "\x1b[31mred\x1b[0m",
    ],
)
def test_all_that_is_not_a_plain_name_is_refused(name: str) -> None:
    with pytest.raises(BadPackage) as raised:
        check_distribution(name)
    assert raised.value.sentence.isprintable()
    assert raised.value.sentence.endswith(" isn't the name of a package.")
    assert "name alone" in raised.value.next_step


def test_the_list_is_of_a_size_that_can_be_answered_for(written: dict[str, Any]) -> None:
    assert 150 <= len(curated()) <= 250
    assert len(curated()) == sum(map(len, written["curated"].values()))


def test_no_import_is_named_twice(written: dict[str, Any]) -> None:
    count = Counter(name for table in (*written["curated"].values(), written["meant"]) for name in table)
    assert {name: number for name, number in count.items() if number > 1} == {}
    assert not set(count) & {*written["shared"], *written["standard"]}


def test_every_entry_is_an_import_and_a_distribution(written: dict[str, Any]) -> None:
    for table in (*written["curated"].values(), written["meant"]):
        for imported, distribution in table.items():
            assert wanted([imported], ()) == (Wanted(imported, check_distribution(distribution), known=True),)


def test_the_list_agrees_with_what_the_image_has() -> None:
    """Asked of the environment that the image is made from: which distribution brings which import."""
    if not PYTHON.exists():
        pytest.skip("the sandbox's environment isn't set up")
    program = "import importlib.metadata as m, json; print(json.dumps(m.packages_distributions()))"
    said = subprocess.run([PYTHON, "-I", "-c", program], capture_output=True, check=True).stdout
    brings = {name: {check_distribution(one) for one in found} for name, found in json.loads(said).items()}
    both = {name: one.distribution for name in brings for one in _known(name)}
    assert {"sklearn", "bs4", "PIL", "yaml", "docx", "dateutil"} <= both.keys()
    assert {name: meant for name, meant in both.items() if meant not in brings[name]} == {}


def _known(name: str) -> tuple[Wanted, ...]:
    try:
        return tuple(one for one in wanted([name], ()) if one.known)
    except BadPackage:
        return ()
