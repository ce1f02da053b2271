using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Trials;

/// <summary>
/// Reads what <see cref="TrialRecordText"/> writes of a result, token by token: a list of 10,000 trials reads 10,000 of them, and what
/// the general reader spends on each was a large part of the answer's time.
/// </summary>
internal ref struct ResultTextReader
{
    private const int OnStack = 1_536;
    private static readonly (byte[] Name, TrainingStatus Status)[] s_statuses = [.. Enum.GetValues<TrainingStatus>().Select(status => (Encoding.UTF8.GetBytes(status.ToString()), status))];

    private Utf8JsonReader _json;

    private ResultTextReader(ReadOnlySpan<byte> text) => _json = new Utf8JsonReader(text);

    /// <summary>Reads a result.</summary>
    /// <exception cref="JsonException">The text is damaged.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ResultText Read(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        var reader = new ResultTextReader(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        reader.Next();
        var result = reader.ReadResult();
        return reader._json.Read() ? throw new JsonException("Something follows it.") : result;
    }

    private ResultText ReadResult()
    {
        TrainingStatus? status = null;
        Divergence? divergence = null;
        int? keptEpoch = null;
        Scores? train = null;
        Scores? validation = null;
        Scores? test = null;
        string? modelSha256 = null;
        Begin();
        while (NextProperty())
        {
            if (Is("status"u8))
            {
                status = ReadStatus();
            }
            else if (Is("divergence"u8))
            {
                divergence = ReadDivergence();
            }
            else if (Is("keptEpoch"u8))
            {
                keptEpoch = ReadIntOrNull();
            }
            else if (Is("train"u8))
            {
                train = ReadScores();
            }
            else if (Is("validation"u8))
            {
                validation = ReadScores();
            }
            else if (Is("test"u8))
            {
                test = ReadScores();
            }
            else if (Is("modelSha256"u8))
            {
                Next();
                modelSha256 = _json.GetString();
            }
            else
            {
                _json.Skip();
            }
        }

        return new ResultText
        {
            Status = status ?? throw Missing("status"),
            Divergence = divergence,
            KeptEpoch = keptEpoch,
            Train = train,
            Validation = validation,
            Test = test,
            ModelSha256 = modelSha256,
        };
    }

    private Scores? ReadScores()
    {
        if (IsNull())
        {
            return null;
        }

        int? samples = null;
        double? loss = null;
        double? accuracy = null;
        double? logitAccuracy = null;
        double? tiedShare = null;
        Begin();
        while (NextProperty())
        {
            if (Is("samples"u8))
            {
                samples = ReadIntOrNull();
            }
            else if (Is("loss"u8))
            {
                loss = ReadNumberOrNull();
            }
            else if (Is("accuracy"u8))
            {
                accuracy = ReadNumberOrNull();
            }
            else if (Is("logitAccuracy"u8))
            {
                logitAccuracy = ReadNumberOrNull();
            }
            else if (Is("tiedShare"u8))
            {
                tiedShare = ReadNumberOrNull();
            }
            else
            {
                _json.Skip();
            }
        }

        return new Scores
        {
            Samples = samples ?? throw Missing("samples"),
            Loss = loss ?? throw Missing("loss"),
            Accuracy = accuracy,
            LogitAccuracy = logitAccuracy,
            TiedShare = tiedShare,
        };
    }

    private Divergence? ReadDivergence()
    {
        if (IsNull())
        {
            return null;
        }

        var epoch = 0;
        var step = 0L;
        Begin();
        while (NextProperty())
        {
            if (Is("epoch"u8))
            {
                Next();
                epoch = _json.GetInt32();
            }
            else if (Is("step"u8))
            {
                Next();
                step = _json.GetInt64();
            }
            else
            {
                _json.Skip();
            }
        }

        return new Divergence(epoch, step);
    }

    private TrainingStatus ReadStatus()
    {
        Next();
        foreach (var (name, status) in s_statuses)
        {
            if (_json.ValueTextEquals(name))
            {
                return status;
            }
        }

        throw new JsonException($"'{_json.GetString()}' is no status.");
    }

    private int? ReadIntOrNull() => IsNull() ? null : _json.GetInt32();

    /// <summary>A number, or NaN or an infinity by its name.</summary>
    private double? ReadNumberOrNull()
    {
        if (IsNull())
        {
            return null;
        }

        if (_json.TokenType == JsonTokenType.Number)
        {
            return _json.GetDouble();
        }

        return _json.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => throw new JsonException($"'{text}' is no number."),
        };
    }

    private readonly bool Is(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    /// <summary>Moves to a value and tells whether it is null.</summary>
    private bool IsNull()
    {
        Next();
        return _json.TokenType == JsonTokenType.Null;
    }

    private readonly void Begin()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An object was expected.");
        }
    }

    private bool NextProperty()
    {
        Next();
        return _json.TokenType == JsonTokenType.PropertyName;
    }

    private void Next()
    {
        if (!_json.Read())
        {
            throw new JsonException("It ends too early.");
        }
    }

    private static JsonException Missing(string name) => new($"'{name}' is missing.");
}
