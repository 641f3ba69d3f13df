from sqlalchemy import create_engine

engine = create_engine(
    URL,
    pool_size=20,
    pool_pre_ping=True,
)
# expect: 5:15: warning: pool_size 20 is set and max_overflow is not: its default of 10 allows 30 connections
# cure: set max_overflow=40, twice pool_size as in the formula, or max_overflow=0 for a fixed size
