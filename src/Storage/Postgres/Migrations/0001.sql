CREATE TABLE sweeps (
  ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text NOT NULL UNIQUE,
  name text NOT NULL,
  key text UNIQUE,
  specification_hash text NOT NULL,
  state text NOT NULL,
  reason text,
  priority integer NOT NULL,
  max_concurrent integer,
  keep_models integer NOT NULL,
  max_crashes integer NOT NULL,
  dataset_name text,
  dataset_fingerprint text,
  planned integer NOT NULL,
  created integer NOT NULL DEFAULT 0,
  pending integer NOT NULL DEFAULT 0,
  running integer NOT NULL DEFAULT 0,
  completed integer NOT NULL DEFAULT 0,
  stopped_early integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  cancelled integer NOT NULL DEFAULT 0,
  lost integer NOT NULL DEFAULT 0,
  epochs bigint NOT NULL DEFAULT 0,
  seconds double precision NOT NULL DEFAULT 0,
  best_trial integer,
  best_cost double precision,
  sequence bigint NOT NULL DEFAULT 0,
  submitted_at bigint NOT NULL,
  started_at bigint,
  ended_at bigint
);
CREATE INDEX sweeps_state ON sweeps (state);
CREATE INDEX sweeps_name ON sweeps (name);

CREATE TABLE specifications (
  sweep text PRIMARY KEY REFERENCES sweeps (id) ON DELETE CASCADE,
  text text NOT NULL
);

CREATE TABLE trials (
  sweep text NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
  number integer NOT NULL,
  configuration integer NOT NULL,
  replicate integer NOT NULL,
  seed bigint NOT NULL,
  state text NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  silo text,
  slot integer,
  lease_until bigint,
  crashes integer NOT NULL DEFAULT 0,
  losses integer NOT NULL DEFAULT 0,
  epochs integer NOT NULL DEFAULT 0,
  seconds double precision NOT NULL DEFAULT 0,
  cost double precision,
  failure_kind text,
  failure text,
  started_at bigint,
  ended_at bigint,
  ended_sequence bigint,
  PRIMARY KEY (sweep, number)
);
CREATE INDEX trials_pending ON trials (sweep, number) WHERE state = 'pending' AND crashes = 0;
CREATE INDEX trials_suspect ON trials (sweep, number) WHERE state = 'pending' AND crashes > 0;
CREATE INDEX trials_running ON trials (silo) WHERE state = 'running';
CREATE INDEX trials_ended ON trials (sweep, ended_sequence) WHERE ended_sequence IS NOT NULL;

CREATE TABLE results (
  sweep text NOT NULL,
  trial integer NOT NULL,
  result text NOT NULL,
  confusion text,
  PRIMARY KEY (sweep, trial),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
);

CREATE TABLE attempts (
  sweep text NOT NULL,
  trial integer NOT NULL,
  attempt integer NOT NULL,
  silo text NOT NULL,
  slot integer NOT NULL,
  started_at bigint NOT NULL,
  ended_at bigint,
  outcome text,
  PRIMARY KEY (sweep, trial, attempt),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
);

CREATE TABLE epochs (
  sweep text NOT NULL,
  trial integer NOT NULL,
  epoch integer NOT NULL,
  metrics text NOT NULL,
  PRIMARY KEY (sweep, trial, epoch),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
);

CREATE TABLE checkpoints (
  sweep text NOT NULL,
  trial integer NOT NULL,
  bytes bigint NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (sweep, trial),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
);

CREATE TABLE models (
  sweep text NOT NULL,
  trial integer NOT NULL,
  cost double precision NOT NULL,
  bytes bigint NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (sweep, trial),
  FOREIGN KEY (sweep, trial) REFERENCES trials (sweep, number) ON DELETE CASCADE
);
CREATE INDEX models_best ON models (sweep, cost, trial);

CREATE TABLE events (
  sweep text NOT NULL REFERENCES sweeps (id) ON DELETE CASCADE,
  sequence bigint NOT NULL,
  at bigint NOT NULL,
  kind text NOT NULL,
  trial integer,
  data text NOT NULL,
  PRIMARY KEY (sweep, sequence)
);

CREATE TABLE silos (
  id text PRIMARY KEY,
  host text NOT NULL,
  process integer NOT NULL,
  address text,
  slots integer NOT NULL,
  engine text NOT NULL,
  version text NOT NULL,
  vector_bits integer NOT NULL,
  entered_at bigint NOT NULL,
  lease_until bigint NOT NULL
);
