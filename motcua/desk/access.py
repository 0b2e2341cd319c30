"""Who may come in: people who work on dossiers, and to some places only some of them."""

from motcua.accounts.door import access
from motcua.dossiers.door import COUNTER_CLERK, DECIDER, DOSSIER_WORKER

official = access(DOSSIER_WORKER)
counter_clerk = access(COUNTER_CLERK)
decider = access(DECIDER)
