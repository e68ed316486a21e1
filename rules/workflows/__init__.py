"""Rules about the forge's workflows."""
