"""Alembic runs this; the connection comes from `workshop.database.migrate`."""

from alembic import context

from workshop.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
context.run_migrations()
