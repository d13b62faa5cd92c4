"""Python goes on while libnansen works, evaluators serve several threads, and nothing is lost."""

import gc
import os
import threading
import time
import unittest

import numpy as np

import nansen
from nansen._library import library
from project import SHELTER

STATES = {"id": ["NOR"], "party": [True]}


def resident():
    """Bytes of memory that this process holds."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def cases(rows):
    dice = np.random.default_rng(seed=7).random((3, rows))
    return {
        "fled": dice[0] < 0.5,
        "danger": np.array(["war", "flood"])[(dice[1] < 0.5).astype(int)],
        "age": (dice[2] * 20).astype(np.int32),
        "country": np.zeros(rows, dtype=np.int32),
    }


class Threads(unittest.TestCase):
    def test_of_python_run_while_the_library_works(self):
        steps = 0
        during = []

        def counted(*arguments):
            before = steps
            status = real(*arguments)
            during.append(steps - before)
            return status

        # The reference engine takes long enough over these rows for others to be seen running.
        with nansen.compile(SHELTER, engine="interpreter") as evaluator:
            rows = cases(20_000)
            real = library().nansen_evaluate
            done = threading.Event()

            def ask():
                evaluator.evaluate(rows, {"State": STATES})
                done.set()

            library().nansen_evaluate = counted
            try:
                worker = threading.Thread(target=ask)
                worker.start()
                while not done.is_set():
                    steps += 1
                    time.sleep(0)
                worker.join()
            finally:
                library().nansen_evaluate = real
        # If the library held the interpreter's lock, none could be taken inside its call.
        self.assertGreater(during[0], 100)

    def test_share_an_evaluator(self):
        with nansen.compile(SHELTER) as evaluator:
            rows = cases(5_000)
            expected = evaluator.evaluate(rows, {"State": STATES}).to_dict()
            wrong = []

            def ask():
                for _ in range(20):
                    found = evaluator.evaluate(rows, {"State": STATES}, threads=2).to_dict()
                    if found != expected:
                        wrong.append(found)

            workers = [threading.Thread(target=ask) for _ in range(4)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
            self.assertEqual(wrong, [])

    def test_may_close_what_others_use(self):
        evaluator = nansen.compile(SHELTER, engine="interpreter")
        rows = cases(20_000)
        results = []

        def ask():
            try:
                results.append(len(evaluator.evaluate(rows, {"State": STATES})))
            except nansen.InvalidArgumentError as closed:
                results.append(str(closed))

        worker = threading.Thread(target=ask)
        worker.start()
        evaluator.close()
        worker.join()
        self.assertIn(results, ([20_000], ["the evaluator is closed"]))


class Memory(unittest.TestCase):
    def grows(self, call, calls=10_000):
        """Bytes that stay after `calls` calls, the first thousand aside."""
        for _ in range(1000):
            call()
        gc.collect()
        before = resident()
        for _ in range(calls):
            call()
        gc.collect()
        return resident() - before

    def test_does_not_grow_with_calls(self):
        with nansen.compile(SHELTER, engine="blockwise") as evaluator:
            rows = {**cases(16), "id": [str(row) for row in range(16)]}
            tables = {"State": STATES}
            self.assertLess(self.grows(lambda: evaluator.evaluate(rows, tables).to_dict()), 2**20)

    def test_does_not_grow_with_what_is_given_away_or_refused(self):
        with nansen.compile(SHELTER, engine="blockwise") as evaluator:
            answers = evaluator.evaluate(cases(16), {"State": STATES})

            def give():
                answers.__arrow_c_array__()
                try:
                    evaluator.evaluate({"age": [200]})
                except nansen.BadValueError:
                    pass

            self.assertLess(self.grows(give), 2**20)

    def test_does_not_grow_with_batches_and_explanations(self):
        with nansen.compile(SHELTER, engine="blockwise") as evaluator:
            rows = cases(16)

            def ask():
                evaluator.count(rows, {"State": STATES}, by="danger")
                evaluator.explain(rows, 3, "sheltered")

            self.assertLess(self.grows(ask, 1000), 2**20)


if __name__ == "__main__":
    unittest.main()
