# pandas finds a calendar of the notebook by the name of its class.
# %% [imports]
from pandas.tseries.holiday import AbstractHolidayCalendar, Holiday, get_calendar
# %% [step:a]
class Own(AbstractHolidayCalendar):
    rules = [Holiday('Found', month=3, day=14)]
# %% [step:b]
print(get_calendar('Own').rules[0].name)
