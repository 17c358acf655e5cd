# %% [imports]
from datetime import datetime, tzinfo, timedelta
from dateutil import tz
from zoneinfo import ZoneInfo
# %% [step:a]
ny = tz.gettz("America/New_York")
start = datetime(2024,3,9,12,tzinfo=ny)
end = datetime(2024,3,10,12,tzinfo=ny)
u1 = datetime(2024,3,9,12,tzinfo=tz.tzutc()); u2 = datetime(2024,3,10,12,tzinfo=tz.tzutc())
l1 = datetime(2024,3,9,12,tzinfo=tz.tzlocal())
z = ZoneInfo.no_cache("America/New_York")
z1 = datetime(2024,3,9,12,tzinfo=z)
z2 = datetime(2024,3,10,12,tzinfo=z)
# %% [step:b]
print(end - start, start.tzinfo is end.tzinfo, u1.tzinfo is u2.tzinfo, l1.tzinfo)
print(z2 - z1)
