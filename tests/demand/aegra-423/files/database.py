from sqlalchemy.ext.asyncio import create_async_engine


class DatabaseManager:
    async def initialize(self) -> None:
        self.engine = create_async_engine(
            settings.db.database_url,
            pool_size=settings.pool.SQLALCHEMY_POOL_SIZE,
            pool_pre_ping=True,
            echo=settings.db.DB_ECHO_LOG,
        )
        self.jobs = create_async_engine(settings.db.database_url, pool_size=5, max_overflow=10, pool_pre_ping=True)
