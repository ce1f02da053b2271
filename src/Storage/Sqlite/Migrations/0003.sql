CREATE TABLE memberships (
  cluster TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  tag TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE members (
  cluster TEXT NOT NULL REFERENCES memberships (cluster) ON DELETE CASCADE,
  address TEXT NOT NULL,
  tag TEXT NOT NULL,
  name TEXT NOT NULL,
  host TEXT NOT NULL,
  status TEXT NOT NULL,
  client_port INTEGER NOT NULL,
  role TEXT,
  update_zone INTEGER NOT NULL,
  fault_zone INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  alive_at INTEGER NOT NULL,
  suspected_at INTEGER,
  suspicions TEXT NOT NULL,
  PRIMARY KEY (cluster, address)
) WITHOUT ROWID;
