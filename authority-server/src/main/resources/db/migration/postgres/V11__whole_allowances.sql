-- Refuses what is no allowance, whoever writes it. NOT VALID: the rows that are there are neither read
-- nor refused, and the table is locked for a moment only; one that is damaged is told of when it is
-- read, and goes by quotas clear. What programs of the version before write is as it should be.
ALTER TABLE allowances ADD CONSTRAINT allowances_whole CHECK (
  consumer <> ''
  AND (issuing_limit IS NULL) = (issuing_window IS NULL)
  AND (issuing_limit IS NULL OR issuing_limit BETWEEN 1 AND 1000000000)
  AND (issuing_window IS NULL OR issuing_window BETWEEN 1 AND 31536000)
  AND (calls_limit IS NULL) = (calls_window IS NULL)
  AND (calls_limit IS NULL OR calls_limit BETWEEN 1 AND 1000000000)
  AND (calls_window IS NULL OR calls_window BETWEEN 1 AND 31536000)
  AND (issuing_limit IS NOT NULL OR calls_limit IS NOT NULL)
  AND counted IN ('sub', 'client_id')
  AND live IN (0, 1)
  AND changed_at BETWEEN 0 AND 253402300799
) NOT VALID;
