CREATE TABLE sweeps (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  key TEXT UNIQUE,
  specification_hash TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  priority INTEGER NOT NULL,
  max_concurrent INTEGER,
  keep_models INTEGER NOT NULL,
  max_crashes INTEGER NOT NULL,
  dataset_name TEXT,
  dataset_fingerprint TEXT,
  planned INTEGER NOT NULL,
  created INTEGER NOT NULL DEFAULT 0,
  pending INTEGER NOT NULL DEFAULT 0,
  running INTEGER NOT NULL DEFAULT 0,
  completed INTEGER NOT NULL DEFAULT 0,
  stopped_early INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  cancelled INTEGER NOT NULL DEFAULT 0,
  lost INTEGER NOT NULL DEFAULT 0,
  epochs INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  best_trial INTEGER,
  best_cost REAL,
  sequence INTEGER NOT NULL DEFAULT 0,
  submitted_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER
);
CREATE INDEX sweeps_state ON sweeps (state);
CREATE INDEX sweeps_name ON sweeps (name);

CREATE TABLE specifications (
  sweep TEXT PRIMARY KEY REFERENCES sweeps (id) ON DELETE CASCADE,
  text TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE trials (
  sweep TEXT NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  configuration INTEGER NOT NULL,
  replicate INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0,
  silo TEXT,
  slot INTEGER,
  lease_until INTEGER,
  crashes INTEGER NOT NULL DEFAULT 0,
  losses INTEGER NOT NULL DEFAULT 0,
  epochs INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  cost REAL,
  failure_kind TEXT,
  failure TEXT,
  started_at INTEGER,
  ended_at INTEGER,
  ended_sequence INTEGER,
  PRIMARY KEY (sweep, number)
) WITHOUT ROWID;
CREATE INDEX trials_pending ON trials (sweep, number) WHERE state = 'pending' AND crashes = 0;
CREATE INDEX trials_suspect ON trials (sweep, number) WHERE state = 'pending' AND crashes > 0;
CREATE INDEX trials_running ON trials (silo) WHERE state = 'running';
CREATE INDEX trials_ended ON trials (sweep, ended_sequence) WHERE ended_sequence IS NOT NULL;

CREATE TABLE results (
  sweep TEXT NOT NULL,
  trial INTEGER NOT NULL,
  result TEXT NOT NULL,
  confusion TEXT,
  PRIMARY KEY (sweep, trial),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE attempts (
  sweep TEXT NOT NULL,
  trial INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  silo TEXT NOT NULL,
  slot INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  PRIMARY KEY (sweep, trial, attempt),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE epochs (
  sweep TEXT NOT NULL,
  trial INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  metrics TEXT NOT NULL,
  PRIMARY KEY (sweep, trial, epoch),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE checkpoints (
  sweep TEXT NOT NULL,
  trial INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (sweep, trial),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
);

CREATE TABLE models (
  sweep TEXT NOT NULL,
  trial INTEGER NOT NULL,
  cost REAL NOT NULL,
  bytes INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (sweep, trial),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
);
CREATE INDEX models_best ON models (sweep, cost, trial);

CREATE TABLE events (
  sweep TEXT NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  trial INTEGER,
  data TEXT NOT NULL,
  PRIMARY KEY (sweep, sequence)
) WITHOUT ROWID;

CREATE TABLE silos (
  id TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  process INTEGER NOT NULL,
  address TEXT,
  slots INTEGER NOT NULL,
  engine TEXT NOT NULL,
  version TEXT NOT NULL,
  vector_bits INTEGER NOT NULL,
  entered_at INTEGER NOT NULL,
  lease_until INTEGER NOT NULL
) WITHOUT ROWID;
