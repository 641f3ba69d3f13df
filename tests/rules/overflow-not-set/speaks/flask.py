# Flask-SQLAlchemy hands the dict to create_engine.
SQLALCHEMY_ENGINE_OPTIONS = {
    "pool_size": 10,
    "pool_pre_ping": True,
}
# expect: 3:18: warning: pool_size 10 is set and max_overflow is not: its default of 10 allows 20 connections
# cure: set max_overflow=20, twice pool_size as in the formula, or max_overflow=0 for a fixed size
