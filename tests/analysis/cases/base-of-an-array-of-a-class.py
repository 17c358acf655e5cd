# %% [imports]
import numpy as np
class C(np.ndarray): pass
class Info(np.ndarray):
    def __new__(cls, input_array, info=None):
        obj = np.asarray(input_array).view(cls)
        obj.info = info
        return obj
    def __array_finalize__(self, obj):
        if obj is None: return
        self.info = getattr(obj, 'info', None)
# %% [step:a]
arr = np.zeros((3,))
c_arr = arr.view(C)
obj = Info(arr, info='information')
# %% [step:b]
v = c_arr[1:]
print(c_arr.base is arr, v.base is arr)
# %% [step:c]
print(type(obj), obj.info, obj.base is arr, obj[1:].info)
# %% [step:d]
x = np.zeros(2, dtype=[('a', 'i4'), ('b', 'i4')])

# %% [step:e]
print(x.base)
