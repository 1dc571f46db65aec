"""What train.py knows of the other machines: the place in TF_CONFIG, and what all workers must agree on."""
import json
import sys

import numpy as np


class Cluster:
    """The workers that train together; without TF_CONFIG this process alone."""

    def __init__(self, addresses, index):
        self.addresses = addresses
        self.index = index
        self.is_chief = index == 0

    def __len__(self):
        return len(self.addresses)

    def __str__(self):
        return f'worker {self.index} of {len(self)}'


def cluster_from(text):
    """Reads TF_CONFIG.

    Args:
        text: its value; None or empty when it is not set.

    Raises:
        ValueError: says what is wrong with it.
    """
    if not text:
        return Cluster(['this machine'], 0)
    try:
        config = json.loads(text)
        tasks = config['cluster']
        kind, index = config['task']['type'], int(config['task']['index'])
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f'It is no JSON with "cluster" and "task" ({type(error).__name__}: {error}).') from error
    unknown = sorted(set(tasks) - {'chief', 'worker'})
    if unknown:
        raise ValueError(f'It has tasks of type {", ".join(unknown)}; only "worker" and "chief" train together here.')
    chiefs, workers = tasks.get('chief', []), tasks.get('worker', [])
    if kind not in tasks or not 0 <= index < len(tasks[kind]):
        raise ValueError(f'Its task is {kind} {index}, which is not in its cluster.')
    return Cluster(chiefs + workers, index if kind == 'chief' else len(chiefs) + index)


class Agreement:
    """Lets the workers compare what they found, so that all go on or all stop and none waits for another."""

    def __init__(self, tf, strategy, cluster):
        self.tf = tf
        self.strategy = strategy
        self.cluster = cluster

    def require(self, problem, **facts):
        """Goes on where no worker has a problem and all have the same facts; ends the program everywhere otherwise.

        Between two calls all workers must do the same things with the strategy's variables: one that waits here and one
        that waits there would wait for ever.

        Args:
            problem: what this worker ran into; None when all is well.
            facts: whole numbers by name.
        """
        rows = self.gather([problem is None, *facts.values()])
        if problem is not None:
            stop(f'{self.cluster}: {problem}')
        failed = np.flatnonzero(rows[:, 0] == 0)
        if len(failed) > 0:
            stop(f'{self.cluster}: stopped, since worker {failed[0]} did. Its own output says why.')
        for name, column in zip(facts, rows.T[1:]):
            other = np.flatnonzero(column != column[0])
            if len(other) > 0:
                stop(f'{self.cluster}: stopped, since workers 0 and {other[0]} differ in their {name}. All workers need the '
                     'same model, data and arguments, and a backup folder that all of them see.')

    def gather(self, row):
        """The rows of all workers, in their order."""
        if len(self.cluster) == 1:
            return np.array([row], np.int64)
        own = self.tf.constant([row], self.tf.int64)
        give = lambda: self.tf.identity(own)
        on_every_device = self.tf.function(lambda: self.strategy.run(give), autograph=False)
        every = self.strategy.gather(on_every_device(), axis=0).numpy()
        return every[::len(every) // len(self.cluster)]


def stop(text):
    """Ends the program with a message and exit code 1."""
    print(text, file=sys.stderr, flush=True)
    sys.exit(1)
