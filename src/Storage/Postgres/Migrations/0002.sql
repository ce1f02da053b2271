CREATE TABLE keys (
  ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  text text NOT NULL,
  added_at bigint NOT NULL
);
