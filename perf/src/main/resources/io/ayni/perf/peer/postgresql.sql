-- The work of an internal transfer as one function and so one transaction: key, accounts, limit, hold, postings, answer.
CREATE TABLE account (
  number    bigint PRIMARY KEY,
  status    smallint NOT NULL DEFAULT 1,
  currency  smallint NOT NULL DEFAULT 840,
  ledger    bigint NOT NULL,
  available bigint NOT NULL,
  day       date NOT NULL DEFAULT current_date,
  day_total bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE payment (
  key      bigint PRIMARY KEY,
  debit    bigint NOT NULL,
  credit   bigint NOT NULL,
  amount   bigint NOT NULL,
  code     char(2) NOT NULL,
  at       timestamptz NOT NULL DEFAULT now()
);

INSERT INTO account (number, ledger, available)
  SELECT n, 100000000, 100000000 FROM generate_series(:first::bigint, :last::bigint) AS n;

CREATE FUNCTION authorize_transfer(k bigint, d bigint, c bigint, a bigint) RETURNS char(2) AS $$
DECLARE
  payer account%ROWTYPE;
  result char(2);
BEGIN
  SELECT code INTO result FROM payment WHERE key = k;
  IF FOUND THEN
    RETURN result;
  END IF;
  -- Both rows in the order of their numbers, so that no two transfers wait for each other.
  PERFORM 1 FROM account WHERE number IN (d, c) ORDER BY number FOR UPDATE;
  SELECT * INTO payer FROM account WHERE number = d;
  IF NOT FOUND OR NOT EXISTS (SELECT 1 FROM account WHERE number = c AND status = 1) THEN
    result := '14';
  ELSIF payer.status <> 1 THEN
    result := '57';
  ELSIF payer.day = current_date AND payer.day_total + a > 1000000000000 THEN
    result := '61';
  ELSIF payer.available < a THEN
    result := '51';
  ELSE
    UPDATE account SET available = available - a, ledger = ledger - a, day = current_date,
      day_total = CASE WHEN day = current_date THEN day_total ELSE 0 END + a WHERE number = d;
    UPDATE account SET available = available + a, ledger = ledger + a WHERE number = c;
    result := '00';
  END IF;
  INSERT INTO payment (key, debit, credit, amount, code) VALUES (k, d, c, a, result);
  RETURN result;
END $$ LANGUAGE plpgsql;

ANALYZE account;
