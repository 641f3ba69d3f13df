pool = await asyncpg.create_pool(DSN, max_size=10)
