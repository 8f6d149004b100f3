using System.Text.Json;
using LiveParking.Replay.Rows;

namespace LiveParking.Replay.Sending;

/// <summary>Rows as the body of <c>POST /api/v1/readings</c>. Invalid numbers and times are sent as written, for the gateway to judge.</summary>
internal static class RowJson
{
    public static byte[] Write(string location, IEnumerable<RecordedRow> rows)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartArray("readings");
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteString("id", ReadingIds.Of(row));
                json.WriteString("sensorId", row.Park);
                json.WriteString("location", location);
                json.WriteString("level", row.Level);
                json.WriteString("kind", "count");
                if (row.At is { } at)
                    json.WriteString("at", at.UtcDateTime);
                else
                    json.WriteString("at", row.Time);
                if (row.Count is { } count)
                    json.WriteNumber("occupied", count);
                else if (row.Number is { } number)
                    json.WriteNumber("occupied", number);
                else
                    json.WriteString("occupied", row.Occupied);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
