"""What is seen of a person's folder, what is left out, and which folders are refused with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.folder.made import let_others_in
from workshop.folder.names import as_path, stored
from workshop.folder.roots import BadFolder, root_of
from workshop.folder.scanning import scan
from workshop.folder.secret_looking import is_left_alone, why_left_out

SECRET = (".env", ".env.local", "prod.env", "id_rsa", "id_ed25519.pub", "server.pem", "site.KEY", "a.pfx", "b.p12", "safe.kdbx", ".ssh", ".npmrc",
          "credentials.json", "secrets.yaml", "office.ovpn", "wallet.dat", ".netrc", ".pypirc", "a.ppk", "client_secret_12.json", ".AWS")  # fmt: skip
PLAIN = ("report.txt", "keys of the house.txt", "monkey.jpg", "environment.py", "secretary.docx", "credentialing.pdf", "keyboard.png", "IMG_1.JPG",
         "token.py", "password policy.docx", "pem.txt", "package.json")  # fmt: skip


def made(root: Path) -> Path:
    for name in (
        "a.txt",
        "sub/b.txt",
        ".git/HEAD",
        ".env",
        "sub/.hidden",
        "sub/server.pem",
        "sub/deep/c.csv",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


def test_names_that_look_like_keys_are_told_from_those_that_do_not() -> None:
    assert [name for name in SECRET if why_left_out(name) != "secret"] == []
    assert [name for name in PLAIN if why_left_out(name)] == []
    assert why_left_out(".gitignore") == why_left_out(".env.example") == "hidden"


def test_hidden_ones_and_keys_are_left_out_and_it_says_so(tmp_path: Path) -> None:
    found = scan(made(tmp_path), hidden=False)
    assert list(found.entries) == ["a.txt", "sub", "sub/b.txt", "sub/deep", "sub/deep/c.csv"]
    assert found.left_out == (".env", ".git", "sub/.hidden", "sub/server.pem")
    assert found.notes == ("2 hidden files and folders and 2 that look like keys or passwords are left out.",)
    assert found.size == sum(len(name) for name in ("a.txt", "sub/b.txt", "sub/deep/c.csv"))


def test_keys_stay_out_where_hidden_ones_are_asked_for(tmp_path: Path) -> None:
    found = scan(made(tmp_path), hidden=True)
    assert ".git/HEAD" in found.entries
    assert "sub/.hidden" in found.entries
    assert found.left_out == (".env", "sub/server.pem")
    assert found.notes == ("2 files that look like keys or passwords are left out.",)


def test_links_are_never_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "loop").symlink_to(".")
    (root / "a").symlink_to("b")
    (root / "b").symlink_to("a")
    (root / "out").symlink_to("/etc")
    os.mkfifo(root / "pipe")
    found = scan(root, hidden=False)
    assert {path: one.kind for path, one in found.entries.items()} == dict.fromkeys(
        ("a", "b", "loop", "out"), "link"
    )
    assert found.notes == (
        "1 is neither a file nor a folder and is left out.",
        "1 link leads out of the folder: where it leads isn't seen.",
    )


def test_names_that_are_not_utf8_come_through_the_store_and_back(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9%41\n.txt", "wb"):
        pass
    (path,) = scan(tmp_path, hidden=False).entries
    assert os.fsencode(path) == b"caf\xe9%41\n.txt"
    assert stored(path) == "caf%E9%2541%0A.txt"
    assert as_path(stored(path)) == path


def test_any_change_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = scan(tmp_path, hidden=False).entries["a.txt"]
    stat = file.stat()
    file.write_text("two")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    now = scan(tmp_path, hidden=False).entries["a.txt"]
    assert (now.size, now.mtime_ns) == (before.size, before.mtime_ns)
    assert now != before


def test_too_many_files_are_a_sentence(tmp_path: Path) -> None:
    for number in range(11):
        (tmp_path / f".{number}").touch()
    with pytest.raises(BadFolder, match=r"There are more than 10 files in it\. Choose a folder inside it\."):
        scan(tmp_path, hidden=False, most=10)


def test_folders_that_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, ours = tmp_path / "me", tmp_path / "me" / "data" / "oneoff"
    for folder in (own / "work", own / ".ssh", ours / "blobs"):
        folder.mkdir(parents=True)
    (own / "file.txt").touch()
    (own / "nowhere").symlink_to("gone")
    (own / "way").symlink_to("/etc")
    monkeypatch.setenv("HOME", str(own))
    said = {
        "/": "holds your home folder",
        str(own): "is your home folder",
        str(tmp_path): "holds your home folder",
        "/etc": "belongs to the system",
        "/usr/share": "belongs to the system",
        "/proc/self": "belongs to the system",
        str(own / "way"): "belongs to the system",
        str(ours): "keeps its own data",
        str(ours / "blobs"): "keeps its own data",
        str(own / "data"): "keeps its own data",
        str(own / ".ssh"): "a place for keys",
        str(own / "file.txt"): "is a file, not a folder",
        str(own / "nowhere"): "is a link that leads nowhere",
        str(own / "gone"): "isn't there",
    }
    for path, words in said.items():
        with pytest.raises(BadFolder, match=words):
            root_of(path, ours)
    assert root_of(f" {own / 'work'}/ ", ours) == own / "work"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_what_may_not_be_opened_is_left_out_and_refused_as_a_root(tmp_path: Path) -> None:
    root = made(tmp_path / "root")
    (root / "a.txt").chmod(0)
    (root / "sub").chmod(0)
    let_others_in(root)
    look = (
        "import os, sys; from pathlib import Path\n"
        "from workshop.folder.scanning import scan; from workshop.folder.roots import BadFolder, root_of\n"
        "os.seteuid(65534)\n"
        "found = scan(Path(sys.argv[1]), False); print(list(found.entries), found.unreadable, found.notes[-1])\n"
        "try: root_of(sys.argv[1] + '/sub', Path('/nowhere'))\n"
        "except BadFolder as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", look, str(root)], capture_output=True, text=True, check=True)
    assert "[] ('a.txt', 'sub') 2 can't be opened and are left out." in done.stdout
    assert "can't be opened: you have no permission for it. Choose another one." in done.stdout


def test_what_is_never_touched() -> None:
    for path in (".git/hooks/x", "a/.GIT/config", ".env", "deep/id_rsa", "sub/.ssh/x"):
        assert is_left_alone(path, seen=True), path
    assert is_left_alone(".bashrc", seen=False)
    assert not is_left_alone(".bashrc", seen=True)
    assert not is_left_alone("a/b.txt", seen=False)
