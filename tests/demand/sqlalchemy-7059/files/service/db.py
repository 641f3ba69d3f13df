from sqlalchemy.ext.asyncio import create_async_engine

engine = create_async_engine(URL, pool_size=5, max_overflow=10, pool_pre_ping=True)
