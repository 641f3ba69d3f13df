import asyncio

import asyncpg


async def main():
    pool = await asyncpg.create_pool(dsn="postgresql://postgres@localhost/postgres", min_size=10, max_size=10)
    await asyncio.gather(*(work(pool) for _ in range(100)))
