engine = create_engine(URL, pool_size=5, max_overflow=0, pool_pre_ping=settings.ping)
