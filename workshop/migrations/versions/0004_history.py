"""History: pinning, last use, what is to be removed after a deletion, and a full-text index of all that was said and made.

Where a later migration makes `turns`, `runs` or `conversations` anew, the triggers here go with the old table and have
to be created again (`TRIGGERS`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_SQLITE_DOCUMENT = """
SELECT s.id, c.title, t.request,
  coalesce(v.title, CASE WHEN json_valid(t.plan) THEN json_extract(t.plan, '$.title') END, ''),
  t.words,
  coalesce((SELECT group_concat(o.text, char(10)) FROM outputs o WHERE o.run_id = t.run_id), ''),
  coalesce(r.stdout, ''),
  coalesce((SELECT group_concat(name, char(10)) FROM (
    SELECT json_extract(f.value, '$.name') AS name
      FROM json_each(CASE WHEN json_valid(t.files) THEN t.files ELSE '[]' END) f
    UNION ALL SELECT o.name FROM outputs o WHERE o.run_id = t.run_id AND o.file)), ''),
  coalesce((SELECT group_concat(said, char(10)) FROM (
    SELECT json_extract(a.value, '$.question') || char(10) || json_extract(a.value, '$.answer') AS said
      FROM json_each(CASE WHEN json_valid(t.answers) THEN t.answers ELSE '[]' END) a
    UNION ALL SELECT json_extract(t.error, '$.sentence') WHERE json_valid(t.error))), '')
FROM sought s
JOIN turns t ON t.id = s.turn_id
JOIN conversations c ON c.id = t.conversation_id
LEFT JOIN versions v ON v.id = t.version_id
LEFT JOIN runs r ON r.id = t.run_id
"""

_POSTGRES = (
    """
CREATE TABLE found (
  turn_id text PRIMARY KEY REFERENCES turns(id) ON DELETE CASCADE,
  title text NOT NULL, request text NOT NULL, made text NOT NULL, words text NOT NULL,
  shown text NOT NULL, printed text NOT NULL, files text NOT NULL, said text NOT NULL,
  whole text NOT NULL GENERATED ALWAYS AS (
    title || chr(10) || request || chr(10) || made || chr(10) || words || chr(10) ||
    shown || chr(10) || printed || chr(10) || files || chr(10) || said) STORED)
""",
    """
CREATE FUNCTION found_again(which text) RETURNS void LANGUAGE sql AS $$
INSERT INTO found (turn_id, title, request, made, words, shown, printed, files, said)
SELECT t.id, c.title, t.request,
  coalesce(v.title, t.plan ->> 'title', ''),
  t.words,
  coalesce((SELECT string_agg(o.text, chr(10)) FROM outputs o WHERE o.run_id = t.run_id), ''),
  coalesce(r.stdout, ''),
  concat_ws(chr(10),
    (SELECT string_agg(f ->> 'name', chr(10))
       FROM json_array_elements(CASE json_typeof(t.files) WHEN 'array' THEN t.files ELSE '[]' END) f),
    (SELECT string_agg(o.name, chr(10)) FROM outputs o WHERE o.run_id = t.run_id AND o.file)),
  concat_ws(chr(10),
    (SELECT string_agg(concat_ws(chr(10), a ->> 'question', a ->> 'answer'), chr(10))
       FROM json_array_elements(CASE json_typeof(t.answers) WHEN 'array' THEN t.answers ELSE '[]' END) a),
    t.error ->> 'sentence')
FROM turns t
JOIN conversations c ON c.id = t.conversation_id
LEFT JOIN versions v ON v.id = t.version_id
LEFT JOIN runs r ON r.id = t.run_id
WHERE t.id = which
ON CONFLICT (turn_id) DO UPDATE SET
  title = excluded.title, request = excluded.request, made = excluded.made, words = excluded.words,
  shown = excluded.shown, printed = excluded.printed, files = excluded.files, said = excluded.said
$$
""",
    """
CREATE FUNCTION found_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM found_again(new.id); RETURN NULL; END $$
""",
    """
CREATE FUNCTION found_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM found_again(t.id) FROM turns t WHERE t.id = new.turn_id AND t.run_id = new.id; RETURN NULL; END $$
""",
    """
CREATE FUNCTION found_title() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM found_again(t.id) FROM turns t WHERE t.conversation_id = new.id; RETURN NULL; END $$
""",
    "CREATE TRIGGER sought_turn_new AFTER INSERT ON turns FOR EACH ROW EXECUTE FUNCTION found_turn()",
    "CREATE TRIGGER sought_turn AFTER UPDATE OF request, files, words, version_id, run_id, plan, answers, error "
    "ON turns FOR EACH ROW EXECUTE FUNCTION found_turn()",
    "CREATE TRIGGER sought_run AFTER UPDATE OF stdout ON runs FOR EACH ROW EXECUTE FUNCTION found_run()",
    "CREATE TRIGGER sought_title AFTER UPDATE OF title ON conversations FOR EACH ROW "
    "WHEN (new.title <> old.title) EXECUTE FUNCTION found_title()",
    "SELECT found_again(id) FROM turns",
)

_SEEN = "request, files, words, version_id, run_id, plan, answers, error"


def _again(which: str) -> str:
    """SQL that puts the turns of `which` into the index as they are now."""
    return (
        f"DELETE FROM found WHERE rowid IN (SELECT id FROM sought WHERE turn_id IN ({which})); "
        f"INSERT INTO found(rowid, title, request, made, words, shown, printed, files, said) "
        f"{_SQLITE_DOCUMENT} WHERE s.turn_id IN ({which});"
    )


TRIGGERS = (
    f"CREATE TRIGGER sought_turn_new AFTER INSERT ON turns BEGIN "
    f"INSERT INTO sought(turn_id) VALUES (new.id); {_again('new.id')} END",
    f"CREATE TRIGGER sought_turn AFTER UPDATE OF {_SEEN} ON turns BEGIN {_again('new.id')} END",
    f"CREATE TRIGGER sought_run AFTER UPDATE OF stdout ON runs BEGIN "
    f"{_again('SELECT id FROM turns WHERE id = new.turn_id AND run_id = new.id')} END",
    f"CREATE TRIGGER sought_title AFTER UPDATE OF title ON conversations WHEN new.title <> old.title BEGIN "
    f"{_again('SELECT id FROM turns WHERE conversation_id = new.id')} END",
    "CREATE TRIGGER sought_gone AFTER DELETE ON sought BEGIN DELETE FROM found WHERE rowid = old.id; END",
)


def upgrade() -> None:
    op.add_column(
        "conversations", sa.Column("pinned", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("conversations", sa.Column("used_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("conversations_updated_at", "conversations", ["updated_at"])
    op.create_index("outputs_blob", "outputs", ["blob"])
    op.create_table(
        "remains",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_calls()
        _sqlite_index()
    else:
        op.alter_column("calls", "turn_id", nullable=True)
        op.drop_constraint("calls_turn_id_fkey", "calls", type_="foreignkey")
        op.create_foreign_key(None, "calls", "turns", ["turn_id"], ["id"], ondelete="SET NULL")
        _postgres_index()


def _sqlite_calls() -> None:
    """SQLite can't change a column, so the table is made anew: a call outlives its turn, as a sum that was spent."""
    op.create_table(
        "calls_new",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("turn_id", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt_tokens", sa.Integer(), nullable=False),
        sa.Column("completion_tokens", sa.Integer(), nullable=False),
        sa.Column("cost_usd", sa.Double(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    columns = (
        "id, turn_id, role, model, prompt_tokens, completion_tokens, cost_usd, seconds, error, created_at"
    )
    op.execute(f"INSERT INTO calls_new ({columns}) SELECT {columns} FROM calls")
    op.drop_table("calls")
    op.rename_table("calls_new", "calls")
    op.create_index("ix_calls_turn_id", "calls", ["turn_id"])


def _sqlite_index() -> None:
    """Three letters in a row are a word of the index, so that it works for Chinese, too. Where they stand isn't kept: that
    would make it six times as large; what it finds is compared letter by letter."""
    op.execute(
        "CREATE TABLE sought (id INTEGER PRIMARY KEY, "
        "turn_id TEXT NOT NULL UNIQUE REFERENCES turns(id) ON DELETE CASCADE)"
    )
    op.execute(
        "CREATE VIRTUAL TABLE found USING fts5("
        "title, request, made, words, shown, printed, files, said, tokenize = 'trigram', detail = 'none')"
    )
    op.execute("INSERT INTO sought(turn_id) SELECT id FROM turns")
    op.execute(
        f"INSERT INTO found(rowid, title, request, made, words, shown, printed, files, said) {_SQLITE_DOCUMENT}"
    )
    for trigger in TRIGGERS:
        op.get_bind().exec_driver_sql(trigger)


def _postgres_index() -> None:
    for command in _POSTGRES:
        op.execute(command)
    try:
        with op.get_bind().begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            op.execute("CREATE INDEX found_whole ON found USING gin (whole gin_trgm_ops)")
    except sa.exc.DBAPIError:  # it isn't installed, or not allowed: the texts are read through instead
        return
