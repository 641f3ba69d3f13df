"""Engines, one for each process."""
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tracecat import config

_async_engine: AsyncEngine | None = None


def get_async_engine() -> AsyncEngine:
    global _async_engine
    if _async_engine is None:
        uri = _get_db_uri(driver="asyncpg")
        _async_engine = create_async_engine(
            uri,
            max_overflow=100,
            pool_size=100,
            pool_recycle=600,
            pool_pre_ping=True,
        )
    return _async_engine
