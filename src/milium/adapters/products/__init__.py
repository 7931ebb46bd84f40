"""The person's own table of products, filled from dumps: nothing is looked up anywhere else."""
