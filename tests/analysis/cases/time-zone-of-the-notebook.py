# %% [imports]
from datetime import datetime, tzinfo, timedelta
from dateutil import tz
# %% [step:a]
class My(tzinfo):
    def utcoffset(self, d): return timedelta(hours=1 if d.day == 9 else 2)
    def dst(self, d): return timedelta(0)
    def tzname(self, d): return "my"
my = My()
ny = tz.gettz("America/New_York")
start = datetime(2024,3,9,12).replace(tzinfo=my)
nstart = datetime(2024,3,9,12, tzinfo=ny)
# %% [step:b]
end = start + timedelta(1)
nend = nstart + timedelta(1)
# %% [step:c]
print(end - start, end < start + timedelta(hours=24, minutes=1))
print(nend - nstart)
