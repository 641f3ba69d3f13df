# SQLAlchemy's own default is off.
engine = create_engine(URL, pool_size=5, max_overflow=0)
asked = create_engine(URL, pool_size=5, max_overflow=0, pool_pre_ping=False)
# expect: 2:10: info: pool_pre_ping (false by default) lets requests fail on connections that died while idle, as after a restart of the server
# cure: set pool_pre_ping=True
# expect: 3:71: warning: pool_pre_ping false lets requests fail on connections that died while idle, as after a restart of the server
# cure: set pool_pre_ping=True
