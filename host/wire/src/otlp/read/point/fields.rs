//! The fields of data points.

use crate::otlp::read::fields;

fields! {
    NumberField {
        Attributes = 7, "attributes";
        StartTime = 2, "startTimeUnixNano";
        Time = 3, "timeUnixNano";
        AsDouble = 4, "asDouble";
        AsInt = 6, "asInt";
        Flags = 8, "flags";
    }
}

fields! {
    HistogramField {
        Attributes = 9, "attributes";
        StartTime = 2, "startTimeUnixNano";
        Time = 3, "timeUnixNano";
        Count = 4, "count";
        Sum = 5, "sum";
        BucketCounts = 6, "bucketCounts";
        ExplicitBounds = 7, "explicitBounds";
        Flags = 10, "flags";
        Min = 11, "min";
        Max = 12, "max";
    }
}

fields! {
    ExponentialField {
        Attributes = 1, "attributes";
        StartTime = 2, "startTimeUnixNano";
        Time = 3, "timeUnixNano";
        Count = 4, "count";
        Sum = 5, "sum";
        Scale = 6, "scale";
        ZeroCount = 7, "zeroCount";
        Positive = 8, "positive";
        Negative = 9, "negative";
        Flags = 10, "flags";
        Min = 12, "min";
        Max = 13, "max";
        ZeroThreshold = 14, "zeroThreshold";
    }
}

fields! {
    SummaryField {
        Attributes = 7, "attributes";
        StartTime = 2, "startTimeUnixNano";
        Time = 3, "timeUnixNano";
        Count = 4, "count";
        Sum = 5, "sum";
        Quantiles = 6, "quantileValues";
        Flags = 8, "flags";
    }
}

fields! {
    BucketsField {
        Offset = 1, "offset";
        BucketCounts = 2, "bucketCounts";
    }
}

fields! {
    QuantileField {
        Quantile = 1, "quantile";
        Value = 2, "value";
    }
}
