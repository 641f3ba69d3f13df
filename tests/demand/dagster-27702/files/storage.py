import sqlalchemy as db


def create_pg_engine(url: str) -> db.engine.Engine:
    return db.create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=1,
        max_overflow=-1,
        pool_pre_ping=True,
    )
