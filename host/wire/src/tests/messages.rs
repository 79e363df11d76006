//! Random OTLP messages.

use opentelemetry_proto::tonic::{
    collector::{
        logs::v1::ExportLogsServiceRequest, metrics::v1::ExportMetricsServiceRequest,
        trace::v1::ExportTraceServiceRequest,
    },
    common::v1::{AnyValue, ArrayValue, InstrumentationScope, KeyValue, KeyValueList, any_value::Value},
    logs::v1::{LogRecord, ResourceLogs, ScopeLogs},
    metrics::v1::{
        ExponentialHistogram, ExponentialHistogramDataPoint, Gauge, Histogram, HistogramDataPoint, Metric,
        NumberDataPoint, ResourceMetrics, ScopeMetrics, Sum, Summary, SummaryDataPoint,
        exponential_histogram_data_point::Buckets, metric::Data, number_data_point,
        summary_data_point::ValueAtQuantile,
    },
    resource::v1::Resource,
    trace::v1::{
        ResourceSpans, ScopeSpans, Span, Status,
        span::{Event, Link},
    },
};
use proptest::{collection::vec, num::f64::NORMAL, option::of, prelude::*, sample::select};

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{0,8}", "[\u{0}-\u{ff}\u{2028}-\u{202e}😀\"\\\\]{0,6}", Just("ada@example.org".to_owned())]
}

fn any_value() -> impl Strategy<Value = AnyValue> {
    let leaf = prop_oneof![
        text().prop_map(Value::StringValue),
        any::<bool>().prop_map(Value::BoolValue),
        any::<i64>().prop_map(Value::IntValue),
        NORMAL.prop_map(Value::DoubleValue),
        any::<Vec<u8>>().prop_map(Value::BytesValue),
    ];
    of(leaf).prop_map(|value| AnyValue { value }).prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(|values| Value::ArrayValue(ArrayValue { values })),
            vec(pair(inner), 0..3).prop_map(|values| Value::KvlistValue(KeyValueList { values })),
        ]
        .prop_map(|value| AnyValue { value: Some(value) })
    })
}

fn pair(value: impl Strategy<Value = AnyValue>) -> impl Strategy<Value = KeyValue> {
    let known = vec![
        "session.id",
        "service.name",
        "url.full",
        "browser.mobile",
        "event.name",
        "exception.type",
        "exception.message",
        "otel",
        "faro",
        "time",
        "access_token",
        "",
    ];
    let key = prop_oneof![text(), select(known).prop_map(str::to_owned)];
    (key, of(value)).prop_map(|(key, value)| KeyValue { key, value, ..KeyValue::default() })
}

fn attributes() -> impl Strategy<Value = Vec<KeyValue>> {
    vec(pair(any_value()), 0..4)
}

fn resource() -> impl Strategy<Value = Option<Resource>> {
    of((attributes(), any::<u32>()).prop_map(|(attributes, dropped_attributes_count)| Resource {
        attributes,
        dropped_attributes_count,
        ..Resource::default()
    }))
}

fn scope() -> impl Strategy<Value = Option<InstrumentationScope>> {
    of((text(), text(), attributes()).prop_map(|(name, version, attributes)| InstrumentationScope {
        name,
        version,
        attributes,
        dropped_attributes_count: 0,
    }))
}

fn id() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![Just(Vec::new()), Just(vec![0; 8]), vec(any::<u8>(), 16), vec(any::<u8>(), 0..40)]
}

fn record() -> impl Strategy<Value = LogRecord> {
    let texts = (text(), text());
    let numbers = (any::<u64>(), any::<u64>(), -1..30, any::<u32>(), any::<u32>());
    (texts, numbers, of(any_value()), attributes(), id(), id()).prop_map(
        |(texts, numbers, body, attributes, trace_id, span_id)| LogRecord {
            time_unix_nano: numbers.0,
            observed_time_unix_nano: numbers.1,
            severity_number: numbers.2,
            severity_text: texts.0,
            event_name: texts.1,
            body,
            attributes,
            dropped_attributes_count: numbers.3,
            flags: numbers.4,
            trace_id,
            span_id,
        },
    )
}

pub(super) fn logs() -> impl Strategy<Value = ExportLogsServiceRequest> {
    let of_scope = (scope(), vec(record(), 0..3)).prop_map(|(scope, log_records)| ScopeLogs {
        scope,
        log_records,
        schema_url: String::new(),
    });
    let of_resource = (resource(), vec(of_scope, 0..3)).prop_map(|(resource, scope_logs)| ResourceLogs {
        resource,
        scope_logs,
        schema_url: "s".to_owned(),
    });
    vec(of_resource, 0..3).prop_map(|resource_logs| ExportLogsServiceRequest { resource_logs })
}

fn span() -> impl Strategy<Value = Span> {
    let event = (any::<u64>(), text(), attributes()).prop_map(|(time_unix_nano, name, attributes)| Event {
        time_unix_nano,
        name,
        attributes,
        dropped_attributes_count: 0,
    });
    let link = (id(), id(), text(), attributes()).prop_map(|(trace_id, span_id, trace_state, attributes)| Link {
        trace_id,
        span_id,
        trace_state,
        attributes,
        dropped_attributes_count: 1,
        flags: 1,
    });
    let status = of((-1..4, text()).prop_map(|(code, message)| Status { code, message }));
    let parts = (attributes(), vec(event, 0..3), vec(link, 0..3), status);
    ((id(), id(), id()), (text(), text()), (-1..7, any::<u64>(), any::<u64>(), any::<u32>()), parts).prop_map(
        |(ids, texts, numbers, parts)| Span {
            trace_id: ids.0,
            span_id: ids.1,
            parent_span_id: ids.2,
            trace_state: texts.0,
            name: texts.1,
            kind: numbers.0,
            start_time_unix_nano: numbers.1,
            end_time_unix_nano: numbers.2,
            flags: numbers.3,
            attributes: parts.0,
            events: parts.1,
            links: parts.2,
            status: parts.3,
            ..Span::default()
        },
    )
}

pub(super) fn spans() -> impl Strategy<Value = ExportTraceServiceRequest> {
    let of_scope =
        (scope(), vec(span(), 0..3)).prop_map(|(scope, spans)| ScopeSpans { scope, spans, schema_url: String::new() });
    let of_resource = (resource(), vec(of_scope, 0..3)).prop_map(|(resource, scope_spans)| ResourceSpans {
        resource,
        scope_spans,
        schema_url: String::new(),
    });
    vec(of_resource, 0..3).prop_map(|resource_spans| ExportTraceServiceRequest { resource_spans })
}

fn data() -> impl Strategy<Value = Data> {
    let value = of(prop_oneof![
        NORMAL.prop_map(number_data_point::Value::AsDouble),
        any::<i64>().prop_map(number_data_point::Value::AsInt)
    ]);
    let number =
        (attributes(), any::<u64>(), value, 0..2_u32).prop_map(|(attributes, time_unix_nano, value, flags)| {
            NumberDataPoint { attributes, time_unix_nano, value, flags, ..NumberDataPoint::default() }
        });
    let statistics = || (any::<u64>(), of(NORMAL), of(NORMAL), vec(any::<u64>(), 0..4));
    let histogram = (attributes(), statistics(), vec(NORMAL, 0..3)).prop_map(|(attributes, of, explicit_bounds)| {
        HistogramDataPoint {
            attributes,
            count: of.0,
            sum: of.1,
            max: of.2,
            bucket_counts: of.3,
            explicit_bounds,
            ..HistogramDataPoint::default()
        }
    });
    let exponential =
        (statistics(), any::<i32>(), NORMAL).prop_map(|(of, scale, zero_threshold)| ExponentialHistogramDataPoint {
            count: of.0,
            min: of.1,
            zero_count: of.0,
            scale,
            zero_threshold,
            positive: Some(Buckets { offset: scale, bucket_counts: of.3 }),
            ..ExponentialHistogramDataPoint::default()
        });
    let quantiles = vec((NORMAL, NORMAL).prop_map(|(quantile, value)| ValueAtQuantile { quantile, value }), 0..3);
    let summary = (any::<u64>(), NORMAL, quantiles).prop_map(|(count, sum, quantile_values)| SummaryDataPoint {
        count,
        sum,
        quantile_values,
        ..SummaryDataPoint::default()
    });
    let numbers = vec(number, 0..3).boxed();
    prop_oneof![
        numbers.clone().prop_map(|data_points| Data::Gauge(Gauge { data_points })),
        (numbers, 0..4, any::<bool>()).prop_map(|(data_points, aggregation_temporality, is_monotonic)| {
            Data::Sum(Sum { data_points, aggregation_temporality, is_monotonic })
        }),
        vec(histogram, 0..3)
            .prop_map(|data_points| Data::Histogram(Histogram { data_points, aggregation_temporality: 2 })),
        vec(exponential, 0..3).prop_map(|data_points| {
            Data::ExponentialHistogram(ExponentialHistogram { data_points, aggregation_temporality: 1 })
        }),
        vec(summary, 0..3).prop_map(|data_points| Data::Summary(Summary { data_points })),
    ]
}

pub(super) fn metrics() -> impl Strategy<Value = ExportMetricsServiceRequest> {
    let metric =
        (text(), text(), of(data())).prop_map(|(name, unit, data)| Metric { name, unit, data, ..Metric::default() });
    let of_scope = (scope(), vec(metric, 0..3)).prop_map(|(scope, metrics)| ScopeMetrics {
        scope,
        metrics,
        schema_url: String::new(),
    });
    let of_resource = (resource(), vec(of_scope, 0..2)).prop_map(|(resource, scope_metrics)| ResourceMetrics {
        resource,
        scope_metrics,
        schema_url: String::new(),
    });
    vec(of_resource, 0..2).prop_map(|resource_metrics| ExportMetricsServiceRequest { resource_metrics })
}
