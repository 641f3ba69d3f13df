# What else there is stands in OPTIONS.
engine = create_engine(URL, pool_size=20, **OPTIONS)
