pool = asyncpg.create_pool(DSN, min_size=1, max_size=20)
