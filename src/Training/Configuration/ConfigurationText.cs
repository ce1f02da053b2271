using System.Text.Json;

namespace DropoutSweep.Training.Configuration;

/// <summary>Configurations as text, for comparing them: records that hold lists are not equal when their lists are.</summary>
public static class ConfigurationText
{
    /// <summary>A text that two configurations share exactly when every value of them is equal, as JSON.</summary>
    public static string Of(TrainingConfiguration configuration) => JsonSerializer.Serialize(configuration, TrainingJson.Default.TrainingConfiguration);
}
