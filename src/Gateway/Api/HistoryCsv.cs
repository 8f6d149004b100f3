using System.Globalization;
using System.Text;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;

namespace LiveParking.Gateway.Api;

/// <summary>A history as comma-separated values (RFC 4180): a header line, then one line for each bucket.</summary>
internal static class HistoryCsv
{
    public const string MediaType = "text/csv";

    public const string ContentType = "text/csv; charset=utf-8; header=present";

    public static string Write(OccupancyHistory history)
    {
        var text = new StringBuilder("at,min,mean,max,total\r\n", 64 + (48 * history.Buckets.Count));
        foreach (var bucket in history.Buckets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{UtcTime.Format(bucket.At)},{bucket.Min},{bucket.Mean:0.##},{bucket.Max},{bucket.Total}\r\n");
        }

        return text.ToString();
    }
}
