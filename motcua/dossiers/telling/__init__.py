"""What citizens and officials are told of dossiers: by letter, in their lists, on the desk."""
