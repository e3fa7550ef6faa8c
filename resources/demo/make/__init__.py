"""Makes the sample applications: every person, employer and picture in them is invented."""
