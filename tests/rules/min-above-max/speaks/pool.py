# asyncpg's own min_size is 10.
pool = await asyncpg.create_pool(DSN, max_size=5)
# expect: 2:22: error: min_size (10 by default) is above max_size 5: asyncpg refuses to start its pool
# cure: set min_size=5, or max_size=10
