//! Goods that leave together, and the parcels that they travel in.

use super::state::arrays;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{FulfilmentId, OrderId, OrderLineId, ShipmentId, StockLocationId};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// Goods that leave together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fulfilment {
    /// Id.
    pub fulfilment_id: FulfilmentId,
    /// When they left.
    pub created_at: DateTime<Utc>,
    /// When they arrived.
    pub delivered_at: Option<DateTime<Utc>>,
    /// Units by line.
    pub units: Vec<(OrderLineId, u32)>,
    /// Parcels.
    pub shipments: Vec<Shipment>,
}

/// A parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shipment {
    /// Who carries it.
    pub carrier: String,
    /// The carrier's number.
    pub tracking_number: String,
    /// Where to follow it; https.
    pub tracking_url: Option<String>,
}

/// Goods to be sent.
#[derive(Debug, Clone)]
pub struct NewFulfilment<'a> {
    /// Id.
    pub fulfilment_id: FulfilmentId,
    /// Of which order.
    pub order_id: OrderId,
    /// From where; absent for goods whose stock nobody counts.
    pub stock_location_id: Option<StockLocationId>,
    /// The caller's name for it.
    pub client_ref: &'a str,
    /// Units by line.
    pub units: &'a [(OrderLineId, u32)],
}

/// Writes a fulfilment with its lines.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn insert_fulfilment(
    conn: &mut PgConnection,
    new: &NewFulfilment<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (ids, counts) = arrays(new.units);
    sqlx::query!(
        "with made as (
             insert into fulfilments (fulfilment_id, order_id, stock_location_id, client_ref, created_at)
             values ($1, $2, $3, $4, $5)
             returning fulfilment_id
         )
         insert into fulfilment_lines (fulfilment_id, order_line_id, quantity)
         select m.fulfilment_id, d.order_line_id, d.quantity
         from made m
         cross join unnest($6::uuid[], $7::integer[]) as d (order_line_id, quantity)",
        new.fulfilment_id.0,
        new.order_id.0,
        new.stock_location_id.map(|id| id.0),
        new.client_ref,
        now,
        &ids,
        &counts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The fulfilment that a caller's name stands for.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_fulfilment_by_ref(
    conn: &mut PgConnection,
    order_id: OrderId,
    client_ref: &str,
) -> Result<Option<FulfilmentId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select fulfilment_id from fulfilments where order_id = $1 and client_ref = $2",
        order_id.0,
        client_ref,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(Into::into))
}

/// Fulfilments of an order in the order in which they left, with lines and parcels.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn list_fulfilments(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<Fulfilment>, StoreError> {
    let rows = sqlx::query!(
        r#"select f.fulfilment_id, f.created_at, f.delivered_at,
                  array(
                      select l.order_line_id
                      from fulfilment_lines l
                      where l.fulfilment_id = f.fulfilment_id
                      order by l.order_line_id
                  ) as "line_ids!",
                  array(
                      select l.quantity
                      from fulfilment_lines l
                      where l.fulfilment_id = f.fulfilment_id
                      order by l.order_line_id
                  ) as "quantities!"
           from fulfilments f
           where f.order_id = $1
           order by f.created_at, f.fulfilment_id"#,
        order_id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut parcels = list_shipments(conn, order_id).await?;
    let fulfilment = rows.into_iter().map(|row| {
        let lines = row.line_ids.into_iter().map(OrderLineId::from);
        let (own, others) = std::mem::take(&mut parcels)
            .into_iter()
            .partition(|(id, _)| *id == row.fulfilment_id);
        parcels = others;
        Fulfilment {
            fulfilment_id: row.fulfilment_id.into(),
            created_at: row.created_at,
            delivered_at: row.delivered_at,
            units: lines.zip(row.quantities.into_iter().map(i32::unsigned_abs)).collect(),
            shipments: Vec::into_iter(own).map(|(_, shipment)| shipment).collect(),
        }
    });
    Ok(fulfilment.collect())
}

async fn list_shipments(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<(Uuid, Shipment)>, StoreError> {
    let rows = sqlx::query!(
        "select s.fulfilment_id, s.carrier, s.tracking_number, s.tracking_url
         from shipments s
         join fulfilments f using (fulfilment_id)
         where f.order_id = $1
         order by s.created_at, s.shipment_id",
        order_id.0,
    )
    .fetch_all(conn)
    .await?;
    let parcel = rows.into_iter().map(|row| {
        let shipment = Shipment {
            carrier: row.carrier,
            tracking_number: row.tracking_number,
            tracking_url: row.tracking_url,
        };
        (row.fulfilment_id, shipment)
    });
    Ok(parcel.collect())
}

/// Adds a parcel. False when its number is known there.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_shipment(
    conn: &mut PgConnection,
    shipment_id: ShipmentId,
    fulfilment_id: FulfilmentId,
    shipment: &Shipment,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into shipments (shipment_id, fulfilment_id, carrier, tracking_number, tracking_url, created_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        shipment_id.0,
        fulfilment_id.0,
        shipment.carrier,
        shipment.tracking_number,
        shipment.tracking_url,
        now,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Marks a fulfilment as delivered. False when it was before.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_delivered(
    conn: &mut PgConnection,
    fulfilment_id: FulfilmentId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let updated = sqlx::query!(
        "update fulfilments
         set delivered_at = $2
         where fulfilment_id = $1
           and delivered_at is null",
        fulfilment_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(updated.rows_affected() == 1)
}
