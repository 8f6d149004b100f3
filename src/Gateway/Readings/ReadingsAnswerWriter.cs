using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>Writes the results of readings: <c>{results: […], status}</c> or <c>{results: […], statuses: […]}</c>.</summary>
internal static class ReadingsAnswerWriter
{
    private const int BytesOfResult = 64;
    private const int BytesOfStatus = 512;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonEncodedText ResultsName = JsonEncodedText.Encode("results");
    private static readonly JsonEncodedText IdName = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText OutcomeName = JsonEncodedText.Encode("outcome");
    private static readonly JsonEncodedText ReasonName = JsonEncodedText.Encode("reason");

    private static readonly JsonEncodedText[] Outcomes =
        [.. Enum.GetValues<ReadingOutcome>().Select(outcome => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString())))];

    /// <summary>The answer of one level.</summary>
    public static ReadOnlyMemory<byte> Write(ReadingBatch batch, LevelStatus status) => Write(batch, json =>
    {
        json.WritePropertyName("status");
        JsonSerializer.Serialize(json, status, WireJson.Options);
    });

    /// <summary>The answer of several levels.</summary>
    public static ReadOnlyMemory<byte> Write(ReadingBatch batch, IReadOnlyList<LevelStatus> statuses) => Write(batch, json =>
    {
        json.WriteStartArray("statuses");
        foreach (var status in statuses)
            JsonSerializer.Serialize(json, status, WireJson.Options);
        json.WriteEndArray();
    });

    private static ReadOnlyMemory<byte> Write(ReadingBatch batch, Action<Utf8JsonWriter> writeStatus)
    {
        var output = new ArrayBufferWriter<byte>(BytesOfStatus + batch.Results.Count * BytesOfResult);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray(ResultsName);
            foreach (var result in batch.Results)
            {
                json.WriteStartObject();
                json.WriteString(IdName, result!.Id);
                json.WriteString(OutcomeName, Outcomes[(int)result.Outcome]);
                if (result.Reason is not null)
                    json.WriteString(ReasonName, result.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            writeStatus(json);
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }
}
