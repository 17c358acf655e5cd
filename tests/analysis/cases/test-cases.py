# unittest calls the methods of test cases, which read and change what they name.
# %% [imports]
import io
import unittest
# %% [step:s1]
calls = []
def add(a, b): return a + b
# %% [step:s2]
class TestAdd(unittest.TestCase):
    def setUp(self): calls.append("up")
    def test_add(self): self.assertEqual(add(1, 2), 3)
    def test_wrong(self): self.assertEqual(add(1, 2), 4)
# %% [step:s3]
suite = unittest.TestLoader().loadTestsFromTestCase(TestAdd)
# %% [step:s4]
result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
print(result.testsRun, len(result.failures))
# %% [step:s5]
print(calls, result.wasSuccessful())
