CREATE TABLE memberships (
  cluster text PRIMARY KEY,
  version integer NOT NULL,
  tag text NOT NULL
);

CREATE TABLE members (
  cluster text NOT NULL REFERENCES memberships (cluster) ON DELETE CASCADE,
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
  suspicions text NOT NULL,
  PRIMARY KEY (cluster, address)
);
