SELECT customers.name,
       coalesce(sum(orders.amount), 0) AS ordered,
       coalesce(sum(payments.amount), 0) AS paid,
       coalesce(sum(orders.amount), 0) - coalesce(sum(payments.amount), 0) AS owes
FROM customers
LEFT JOIN orders ON orders.customer = customers.id
LEFT JOIN payments ON payments.customer = customers.id
GROUP BY customers.id
ORDER BY customers.name
