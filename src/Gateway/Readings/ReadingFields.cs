using System.Text.Json;
using LiveParking.Gateway.Api;
using LiveParking.Gateway.Json;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Readings;

/// <summary>
/// The fields of one reading in a request, in any order. Null counts as absent, and unknown fields are ignored. At the end it builds the reading, or
/// reports the invalid field.
/// </summary>
internal struct ReadingFields
{
    private const string KindRule = "kind has to be entry, exit, count, spot or heartbeat.";

    private const string CountedRule = "occupied has to be a whole number, 0 or more.";
    private const string TakenRule = "occupied has to be true or false.";
    private static readonly string CountRule = $"count has to be a whole number from 1 to {ReadingLimits.MaxCars}.";
    private static readonly string SpotIdRule = $"spotId has to be a text of 1 to {ReadingLimits.MaxSpotIdLength} characters.";

    private ReadingField _seenFields;
    private ReadingField _wrong;
    private DateTimeOffset _at;
    private ReadingKind _kind;
    private int _count;
    private int _occupied;
    private bool _isFlag;
    private double _battery;
    private string? _sensorId;
    private string? _spotId;
    private string? _spotType;

    /// <summary>The text of <c>id</c>; null when there is none.</summary>
    public string? Id { get; private set; }

    /// <summary>The text of <c>location</c>; null when there is none.</summary>
    public string? Location { get; private set; }

    /// <summary>The text of <c>level</c>; null when there is none.</summary>
    public string? Level { get; private set; }

    /// <summary>The sensor id, if it is well formed.</summary>
    public readonly string? SensorId => _sensorId is { Length: > 0 and <= ReadingLimits.MaxIdLength } ? _sensorId : null;

    /// <summary>Reads the current value, or skips it.</summary>
    /// <param name="field">The field; none for an unknown one.</param>
    /// <param name="reader">The body.</param>
    /// <param name="before">The fields of the previous reading, whose strings are reused when they are equal.</param>
    /// <returns>Whether this is the first value of the field.</returns>
    public bool TryTake(ReadingField field, ref Utf8JsonReader reader, in ReadingFields before)
    {
        if ((_seenFields & field) != 0)
            return false;
        if (field == ReadingField.None || reader.TokenType == JsonTokenType.Null)
        {
            reader.Skip();
            return true;
        }

        _seenFields |= field;
        if (!TryRead(field, ref reader, before))
            _wrong |= field;
        reader.Skip();
        return true;
    }

    /// <summary>Builds the reading, or gives the reason why it is invalid.</summary>
    public readonly bool TryBuild(out Reading reading, out string reason)
    {
        reading = null!;
        reason = Fault() ?? "";
        if (reason.Length > 0)
            return false;
        reading = new Reading(
            Id!,
            _sensorId!,
            _at,
            _kind,
            _kind is ReadingKind.Entry or ReadingKind.Exit && Has(ReadingField.Count) ? _count : 1,
            _kind is ReadingKind.Count or ReadingKind.Spot ? _occupied : null,
            _kind == ReadingKind.Spot ? _spotId : null,
            _kind == ReadingKind.Spot ? _spotType : null,
            Has(ReadingField.Battery) ? (int)Math.Round(_battery) : null);
        return true;
    }

    private readonly string? Fault()
    {
        if (Id is not { Length: > 0 and <= ReadingLimits.MaxIdLength })
            return $"id has to be a text of 1 to {ReadingLimits.MaxIdLength} characters.";
        if (_sensorId is not { Length: > 0 and <= ReadingLimits.MaxIdLength })
            return $"sensorId has to be a text of 1 to {ReadingLimits.MaxIdLength} characters.";
        if (!Has(ReadingField.At))
            return "at has to be an ISO-8601 time with an offset, such as 2026-11-22T08:15:30Z.";
        if (!Has(ReadingField.Kind))
            return KindRule;
        if (IsWrong(ReadingField.Battery) || (Has(ReadingField.Battery) && _battery is not (>= 0 and <= 100)))
            return "battery has to be a number from 0 to 100, in percent.";
        if (_kind != ReadingKind.Spot && (_seenFields & ReadingField.SpotType) != 0)
            return "spotType belongs to readings of the kind spot only.";
        if ((_wrong & ~(ReadingField.Location | ReadingField.Level)) != 0)
            return WrongType();
        return _kind switch
        {
            ReadingKind.Entry or ReadingKind.Exit when Has(ReadingField.Count) && _count is < 1 or > ReadingLimits.MaxCars => CountRule,
            ReadingKind.Count when !Has(ReadingField.Occupied) || _isFlag || _occupied < 0 => CountedRule,
            ReadingKind.Spot when _spotId is not { Length: > 0 and <= ReadingLimits.MaxSpotIdLength } => SpotIdRule,
            ReadingKind.Spot when !Has(ReadingField.Occupied) || !_isFlag => TakenRule,
            _ => null,
        };
    }

    /// <summary>A field has an invalid type. Also checked for a field that this kind does not use, because its sender expects an effect.</summary>
    private readonly string WrongType() =>
        IsWrong(ReadingField.Count) ? CountRule
        : IsWrong(ReadingField.SpotId) ? SpotIdRule
        : IsWrong(ReadingField.SpotType) ? "spotType has to be a text."
        : _kind switch
        {
            ReadingKind.Count => CountedRule,
            ReadingKind.Spot => TakenRule,
            _ => "occupied has to be a whole number, or true or false.",
        };

    private readonly bool Has(ReadingField field) => (_seenFields & ~_wrong & field) != 0;

    private readonly bool IsWrong(ReadingField field) => (_wrong & field) != 0;

    private bool TryRead(ReadingField field, ref Utf8JsonReader reader, in ReadingFields before)
    {
        switch (field)
        {
            case ReadingField.Id:
                Id = Text(ref reader, null);
                return Id is not null;
            case ReadingField.SensorId:
                _sensorId = Text(ref reader, before._sensorId);
                return _sensorId is not null;
            case ReadingField.Location:
                Location = Text(ref reader, before.Location);
                return Location is not null;
            case ReadingField.Level:
                Level = Text(ref reader, before.Level);
                return Level is not null;
            case ReadingField.SpotId:
                _spotId = Text(ref reader, null);
                return _spotId is not null;
            case ReadingField.SpotType:
                _spotType = Text(ref reader, before._spotType);
                return _spotType is not null;
            case ReadingField.At:
                return ReadingText.TryGetTime(ref reader, out _at);
            case ReadingField.Kind:
                return ReadingText.TryGetKind(ref reader, out _kind);
            case ReadingField.Count:
                return WholeNumber.TryGet(ref reader, out _count);
            case ReadingField.Occupied:
                _isFlag = reader.TokenType is JsonTokenType.True or JsonTokenType.False;
                _occupied = reader.TokenType == JsonTokenType.True ? 1 : 0;
                return _isFlag || WholeNumber.TryGet(ref reader, out _occupied);
            default:
                return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out _battery);
        }
    }

    private static string? Text(ref Utf8JsonReader reader, string? known) =>
        reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false } && known is not null && reader.ValueTextEquals(known) ? known : ReadingText.GetText(ref reader);
}
