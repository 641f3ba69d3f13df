SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 10, "max_overflow": 0, "pool_pre_ping": True}
options = dict(pool_size=10, max_overflow=0)
engine = create_engine(URL, **options)
