"""The event store: decisions become stored facts here, and nowhere else."""
