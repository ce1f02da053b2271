SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA dropoutsweep;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE dropoutsweep.attempts (
    sweep text NOT NULL,
    trial integer NOT NULL,
    attempt integer NOT NULL,
    silo text NOT NULL,
    slot integer NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint,
    outcome text
);
CREATE TABLE dropoutsweep.checkpoints (
    sweep text NOT NULL,
    trial integer NOT NULL,
    bytes bigint NOT NULL,
    data bytea NOT NULL
);
CREATE TABLE dropoutsweep.epochs (
    sweep text NOT NULL,
    trial integer NOT NULL,
    epoch integer NOT NULL,
    metrics text NOT NULL
);
CREATE TABLE dropoutsweep.events (
    sweep text NOT NULL,
    sequence bigint NOT NULL,
    at bigint NOT NULL,
    kind text NOT NULL,
    trial integer,
    data text NOT NULL
);
CREATE TABLE dropoutsweep.keys (
    ordinal bigint NOT NULL,
    name text NOT NULL,
    text text NOT NULL,
    added_at bigint NOT NULL
);
ALTER TABLE dropoutsweep.keys ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME dropoutsweep.keys_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE dropoutsweep.members (
    cluster text NOT NULL,
    address text NOT NULL,
    tag text NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    status text NOT NULL,
    client_port integer NOT NULL,
    role text,
    update_zone integer NOT NULL,
    fault_zone integer NOT NULL,
    started_at bigint NOT NULL,
    alive_at bigint NOT NULL,
    suspected_at bigint,
    suspicions text NOT NULL
);
CREATE TABLE dropoutsweep.memberships (
    cluster text NOT NULL,
    version integer NOT NULL,
    tag text NOT NULL
);
CREATE TABLE dropoutsweep.models (
    sweep text NOT NULL,
    trial integer NOT NULL,
    cost double precision NOT NULL,
    bytes bigint NOT NULL,
    data bytea NOT NULL
);
CREATE TABLE dropoutsweep.results (
    sweep text NOT NULL,
    trial integer NOT NULL,
    result text NOT NULL,
    confusion text
);
CREATE TABLE dropoutsweep.schema_version (
    version integer NOT NULL
);
CREATE TABLE dropoutsweep.silos (
    id text NOT NULL,
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
CREATE TABLE dropoutsweep.specifications (
    sweep text NOT NULL,
    text text NOT NULL
);
CREATE TABLE dropoutsweep.sweeps (
    ordinal bigint NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    key text,
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
    created integer DEFAULT 0 NOT NULL,
    pending integer DEFAULT 0 NOT NULL,
    running integer DEFAULT 0 NOT NULL,
    completed integer DEFAULT 0 NOT NULL,
    stopped_early integer DEFAULT 0 NOT NULL,
    failed integer DEFAULT 0 NOT NULL,
    cancelled integer DEFAULT 0 NOT NULL,
    lost integer DEFAULT 0 NOT NULL,
    epochs bigint DEFAULT 0 NOT NULL,
    seconds double precision DEFAULT 0 NOT NULL,
    best_trial integer,
    best_cost double precision,
    sequence bigint DEFAULT 0 NOT NULL,
    submitted_at bigint NOT NULL,
    started_at bigint,
    ended_at bigint
);
ALTER TABLE dropoutsweep.sweeps ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME dropoutsweep.sweeps_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE dropoutsweep.trials (
    sweep text NOT NULL,
    number integer NOT NULL,
    configuration integer NOT NULL,
    replicate integer NOT NULL,
    seed bigint NOT NULL,
    state text NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    silo text,
    slot integer,
    lease_until bigint,
    crashes integer DEFAULT 0 NOT NULL,
    losses integer DEFAULT 0 NOT NULL,
    epochs integer DEFAULT 0 NOT NULL,
    seconds double precision DEFAULT 0 NOT NULL,
    cost double precision,
    failure_kind text,
    failure text,
    started_at bigint,
    ended_at bigint,
    ended_sequence bigint
);
INSERT INTO dropoutsweep.attempts VALUES ('a', 0, 1, 's1', 0, 1795638446012481, 1795638446036196, 'completed');
INSERT INTO dropoutsweep.attempts VALUES ('a', 1, 1, 's1', 1, 1795638446012481, 1795638446087603, 'released');
INSERT INTO dropoutsweep.checkpoints VALUES ('a', 1, 2, '\x0405');
INSERT INTO dropoutsweep.epochs VALUES ('a', 0, 1, '{"epoch":1,"step":10,"learningRate":0.001,"trainingLoss":0.25,"train":{"samples":100,"loss":0.25},"validation":{"samples":100,"loss":0.25},"test":{"samples":100,"loss":0.25}}');
INSERT INTO dropoutsweep.epochs VALUES ('a', 0, 2, '{"epoch":2,"step":20,"learningRate":0.001,"trainingLoss":0.25,"train":{"samples":100,"loss":0.25},"validation":{"samples":100,"loss":0.25},"test":{"samples":100,"loss":0.25}}');
INSERT INTO dropoutsweep.events VALUES ('a', 1, 1795638445980599, 'sweep', NULL, '{"state":"queued","reason":null}');
INSERT INTO dropoutsweep.events VALUES ('a', 2, 1795638446012481, 'sweep', NULL, '{"state":"running","reason":null}');
INSERT INTO dropoutsweep.events VALUES ('a', 3, 1795638446012481, 'started', 0, '{"attempt":1,"silo":"s1","slot":0}');
INSERT INTO dropoutsweep.events VALUES ('a', 4, 1795638446012481, 'started', 1, '{"attempt":1,"silo":"s1","slot":1}');
INSERT INTO dropoutsweep.events VALUES ('a', 5, 1795638446036196, 'ended', 0, '{"attempt":1,"state":"completed","failure":null}');
INSERT INTO dropoutsweep.events VALUES ('a', 6, 1795638446087603, 'released', 1, '{"attempt":1,"silo":"s1"}');
INSERT INTO dropoutsweep.keys OVERRIDING SYSTEM VALUE VALUES (1, 'old', 'an old key', 1795638446099000);
INSERT INTO dropoutsweep.members VALUES ('c', '127.0.0.1:11001@1', 'f5b6376ced0e4ee985eec38232894433', 'silo-1', 'host-1', 'joining', 30001, 'worker', 101, 201, 1767323046678901, 1767323105678902, 1767323045678908, '[["127.0.0.1:11051@51",1767322985678901],["127.0.0.1:11052@52",1767323045678908]]');
INSERT INTO dropoutsweep.memberships VALUES ('c', 1, 'f5b6376ced0e4ee985eec38232894433');
INSERT INTO dropoutsweep.models VALUES ('a', 0, 0.25, 3, '\x010203');
INSERT INTO dropoutsweep.results VALUES ('a', 0, '{"status":"Completed","keptEpoch":2,"train":{"samples":100,"loss":0.25},"validation":{"samples":100,"loss":0.25},"test":{"samples":100,"loss":0.25}}', NULL);
INSERT INTO dropoutsweep.schema_version VALUES (3);
INSERT INTO dropoutsweep.specifications VALUES ('a', 'name: test
description: ""
dataset: [curve]
split:
  validation: 1/6
  seed: 0
scale: unit
model:
  layers: [4]
  activation: relu
  output: linear
  initializer: glorot_uniform
  input_dropout: 0
  dropout: 0
  dropout_kind: bernoulli
  dropout_scaling: inverted
  l2: 0
  max_norm: null
training:
  optimizer: {name: adam, beta1: 0.9, beta2: 0.999, epsilon: 1.0e-7}
  learning_rate: 0.001
  schedule: constant
  batch_size: 32
  epochs: 2
  clip_value: null
  clip_norm: null
search: grid
replicates: 3
seed: 9223372036854775806
objective:
  metric: validation_loss
  at: last
');
INSERT INTO dropoutsweep.sweeps OVERRIDING SYSTEM VALUE VALUES (1, 'a', 'test', 'key', '688200e79f4de32edb2142147203345b5b3d69f35dccc4f963339aaeb28a08df', 'running', NULL, 0, NULL, 3, 3, NULL, NULL, 3, 3, 2, 0, 1, 0, 0, 0, 0, 2, 3, 0, 0.25, 6, 1795638445970279, 1795638446012481, NULL);
INSERT INTO dropoutsweep.trials VALUES ('a', 2, 0, 2, -9223372036854775808, 'pending', 0, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO dropoutsweep.trials VALUES ('a', 0, 0, 0, 9223372036854775806, 'completed', 1, 's1', 0, NULL, 0, 0, 2, 3, 0.25, NULL, NULL, 1795638446012481, 1795638446036196, 5);
INSERT INTO dropoutsweep.trials VALUES ('a', 1, 0, 1, 9223372036854775807, 'pending', 1, 's1', 1, NULL, 0, 0, 0, 0, NULL, NULL, NULL, 1795638446012481, NULL, NULL);
SELECT pg_catalog.setval('dropoutsweep.keys_ordinal_seq', 1, true);
SELECT pg_catalog.setval('dropoutsweep.sweeps_ordinal_seq', 1, true);
ALTER TABLE ONLY dropoutsweep.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (sweep, trial, attempt);
ALTER TABLE ONLY dropoutsweep.checkpoints
    ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (sweep, trial);
ALTER TABLE ONLY dropoutsweep.epochs
    ADD CONSTRAINT epochs_pkey PRIMARY KEY (sweep, trial, epoch);
ALTER TABLE ONLY dropoutsweep.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (sweep, sequence);
ALTER TABLE ONLY dropoutsweep.keys
    ADD CONSTRAINT keys_name_key UNIQUE (name);
ALTER TABLE ONLY dropoutsweep.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (ordinal);
ALTER TABLE ONLY dropoutsweep.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (cluster, address);
ALTER TABLE ONLY dropoutsweep.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (cluster);
ALTER TABLE ONLY dropoutsweep.models
    ADD CONSTRAINT models_pkey PRIMARY KEY (sweep, trial);
ALTER TABLE ONLY dropoutsweep.results
    ADD CONSTRAINT results_pkey PRIMARY KEY (sweep, trial);
ALTER TABLE ONLY dropoutsweep.silos
    ADD CONSTRAINT silos_pkey PRIMARY KEY (id);
ALTER TABLE ONLY dropoutsweep.specifications
    ADD CONSTRAINT specifications_pkey PRIMARY KEY (sweep);
ALTER TABLE ONLY dropoutsweep.sweeps
    ADD CONSTRAINT sweeps_id_key UNIQUE (id);
ALTER TABLE ONLY dropoutsweep.sweeps
    ADD CONSTRAINT sweeps_key_key UNIQUE (key);
ALTER TABLE ONLY dropoutsweep.sweeps
    ADD CONSTRAINT sweeps_pkey PRIMARY KEY (ordinal);
ALTER TABLE ONLY dropoutsweep.trials
    ADD CONSTRAINT trials_pkey PRIMARY KEY (sweep, number);
CREATE INDEX models_best ON dropoutsweep.models USING btree (sweep, cost, trial);
CREATE INDEX sweeps_name ON dropoutsweep.sweeps USING btree (name);
CREATE INDEX sweeps_state ON dropoutsweep.sweeps USING btree (state);
CREATE INDEX trials_ended ON dropoutsweep.trials USING btree (sweep, ended_sequence) WHERE (ended_sequence IS NOT NULL);
CREATE INDEX trials_pending ON dropoutsweep.trials USING btree (sweep, number) WHERE ((state = 'pending'::text) AND (crashes = 0));
CREATE INDEX trials_running ON dropoutsweep.trials USING btree (silo) WHERE (state = 'running'::text);
CREATE INDEX trials_suspect ON dropoutsweep.trials USING btree (sweep, number) WHERE ((state = 'pending'::text) AND (crashes > 0));
ALTER TABLE ONLY dropoutsweep.attempts
    ADD CONSTRAINT attempts_sweep_trial_fkey FOREIGN KEY (sweep, trial) REFERENCES dropoutsweep.trials(sweep, number) ON DELETE CASCADE;
ALTER TABLE ONLY dropoutsweep.checkpoints
    ADD CONSTRAINT checkpoints_sweep_trial_fkey FOREIGN KEY (sweep, trial) REFERENCES dropoutsweep.trials(sweep, number) ON DELETE CASCADE;
ALTER TABLE ONLY dropoutsweep.epochs
    ADD CONSTRAINT epochs_sweep_trial_fkey FOREIGN KEY (sweep, trial) REFERENCES dropoutsweep.trials(sweep, number) ON DELETE CASCADE;
ALTER TABLE ONLY dropoutsweep.events
    ADD CONSTRAINT events_sweep_fkey FOREIGN KEY (sweep) REFERENCES dropoutsweep.sweeps(id) ON DELETE CASCADE;
ALTER TABLE ONLY dropoutsweep.members
    ADD CONSTRAINT members_cluster_fkey FOREIGN KEY (cluster) REFERENCES dropoutsweep.memberships(cluster) ON DELETE CASCADE;
ALTER TABLE ONLY dropoutsweep.models
    ADD CONSTRAINT models_sweep_trial_fkey FOREIGN KEY (sweep, trial) REFERENCES dropoutsweep.trials(sweep, number) ON DELETE CASCADE;
ALTER TABLE ONLY dropoutsweep.results
    ADD CONSTRAINT results_sweep_trial_fkey FOREIGN KEY (sweep, trial) REFERENCES dropoutsweep.trials(sweep, number) ON DELETE CASCADE;
ALTER TABLE ONLY dropoutsweep.specifications
    ADD CONSTRAINT specifications_sweep_fkey FOREIGN KEY (sweep) REFERENCES dropoutsweep.sweeps(id) ON DELETE CASCADE;
ALTER TABLE ONLY dropoutsweep.trials
    ADD CONSTRAINT trials_sweep_fkey FOREIGN KEY (sweep) REFERENCES dropoutsweep.sweeps(id) ON DELETE CASCADE;
